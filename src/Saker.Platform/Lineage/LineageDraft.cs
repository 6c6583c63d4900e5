namespace Saker.Platform.Lineage;

/// <summary>A graph while it is put together: nodes and edges once each, in the order in which they are found.</summary>
internal sealed class LineageDraft
{
    private readonly Dictionary<string, LineageNode> _nodes = new(StringComparer.Ordinal);
    private readonly HashSet<LineageEdge> _edges = [];
    private readonly List<string> _leftOut = [];

    public bool Has(LineageKind kind, string name) => _nodes.ContainsKey(IdOf(kind, name));

    /// <summary>Adds a node unless it is there; gives its id.</summary>
    public string Add(LineageKind kind, string name, string text, string? detail, string? key)
    {
        var id = IdOf(kind, name);
        _nodes.TryAdd(id, new LineageNode { Id = id, Kind = kind, Text = text, Detail = detail, Key = key });
        return id;
    }

    public void Link(string from, string to) => _edges.Add(new LineageEdge(from, to));

    public void LeaveOut(string what) => _leftOut.Add(what);

    public LineageGraph ToGraph(string focus) => new()
    {
        Focus = focus,
        Nodes = [.. _nodes.Values.OrderBy(node => node.Kind)],
        Edges = [.. _edges],
        LeftOut = _leftOut.Count == 0 ? null : string.Join("; ", _leftOut.Distinct(StringComparer.Ordinal)),
    };

    private static string IdOf(LineageKind kind, string name) => $"{kind.ToString().ToLowerInvariant()}:{name}";
}
