from lxml import etree

# ruleid: py-xml-entities
parser = etree.XMLParser(resolve_entities=True)
# ruleid: py-xml-entities
parser = etree.XMLParser(no_network=False)
# ruleid: py-xml-entities
parser = etree.XMLParser(huge_tree=True, load_dtd=True)
# ok: py-xml-entities
parser = etree.XMLParser(resolve_entities=False)
# ok: py-xml-entities
parser = etree.XMLParser()
# ok: py-xml-entities
parser = etree.HTMLParser()
