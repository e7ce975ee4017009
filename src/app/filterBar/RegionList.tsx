import { Tree } from 'antd'
import { useMemo, useState } from 'react'
import type { RegionSet } from '../../extracts/source'
import { noLocation, outsideRegions } from '../../filters/filters'
import { levelLabel, regionLabel, useTexts } from '../../i18n'
import { AntdProvider } from '../shell/AntdProvider'
import c from '../shell/controls.module.css'
import CheckList, { SearchField } from './CheckList'
import s from './filterBar.module.css'
import { codesBelow, matchingNodes, type RegionNode, regionTree, tickedRegions, tickRegion } from './regionTree'

export interface RegionListProps {
  readonly name: string
  readonly regions: RegionSet
  readonly chosen: readonly string[]
  readonly onChange: (codes: readonly string[]) => void
}

/** Regions as a tree of their levels, or as a list where there is one level; then what lies beside them. */
export default function RegionList({ name, regions, chosen, onChange }: RegionListProps) {
  const { language } = useTexts()
  const nodes = useMemo(() => {
    const beside = [outsideRegions, noLocation].map(code => ({
      code,
      name: regionLabel(code, undefined, language),
      level: '',
      children: [],
    }))
    return [...regionTree(regions.regions), ...beside]
  }, [regions, language])
  const flat = nodes.every(node => node.children.length === 0)
  return flat ? (
    <CheckList
      name={name}
      options={nodes.map(node => ({ value: node.code, label: node.name, rows: null }))}
      chosen={chosen}
      onToggle={code => code !== null && onChange(tickRegion(nodes, chosen, code))}
    />
  ) : (
    <AntdProvider>
      <RegionTree name={name} nodes={nodes} chosen={chosen} onChange={onChange} />
    </AntdProvider>
  )
}

interface RegionTreeProps {
  readonly name: string
  readonly nodes: readonly RegionNode[]
  readonly chosen: readonly string[]
  readonly onChange: (codes: readonly string[]) => void
}

function RegionTree({ name, nodes, chosen, onChange }: RegionTreeProps) {
  const { t, language } = useTexts()
  const [text, setText] = useState('')
  const found = useMemo(() => matchingNodes(nodes, text), [nodes, text])
  const ticked = useMemo(() => tickedRegions(nodes, chosen), [nodes, chosen])
  const [expanded, setExpanded] = useState<readonly string[]>(() =>
    nodes.length <= 3 ? nodes.map(node => node.code) : ticked.halfChecked,
  )
  const open = text.trim() === '' ? expanded : found.flatMap(node => [node.code, ...codesBelow(node)])
  const tick = (code: string) => onChange(tickRegion(nodes, chosen, code))
  return (
    <>
      <SearchField name={name} text={text} onText={setText} />
      {found.length === 0 && <p className={c.hint}>{t('app.filters.noMatch', { text: text.trim() })}</p>}
      <Tree<{ key: string; title: string; level: string }>
        className={s.tree}
        rootClassName={s.treeRoot}
        checkable
        checkStrictly
        blockNode
        height={320}
        treeData={found.map(asTree)}
        checkedKeys={ticked}
        expandedKeys={[...open]}
        titleRender={node => (
          <span className={s.treeTitle}>
            <span className={s.checkName}>{node.title}</span>
            {node.level !== '' && <span className={s.checkRows}>{levelLabel(node.level, language)}</span>}
          </span>
        )}
        onExpand={keys => setExpanded(keys.map(String))}
        onCheck={(_, { node }) => tick(node.key)}
        onSelect={(_, { node }) => tick(node.key)}
        selectedKeys={[]}
      />
    </>
  )
}

interface TreeItem {
  key: string
  title: string
  level: string
  children: TreeItem[]
}
const asTree = (node: RegionNode): TreeItem => ({
  key: node.code,
  title: node.name,
  level: node.level,
  children: node.children.map(asTree),
})
