using System.Globalization;
using Saker.Dashboard.Layout;
using Saker.Platform.Identity;
using Saker.Platform.Lineage;

namespace Saker.Dashboard.Lineage;

/// <summary>
/// Where the nodes of a lineage stand: a column a kind, from the source to the outcomes, and within a column at the height of what they came of, as layered drawings of graphs have it
/// (Sugiyama et al. 1981) with one sweep.
/// </summary>
public sealed class LineagePicture
{
    public const int BoxWidth = 142;
    public const int BoxHeight = 44;

    private const int ColumnGap = 26;
    private const int RowGap = 14;
    private const int Top = 26;

    private readonly Dictionary<string, PlacedNode> _places = new(StringComparer.Ordinal);
    private readonly LineageGraph _graph;

    private LineagePicture(LineageGraph graph) => _graph = graph;

    /// <summary>Every node in the order in which a keyboard goes through them.</summary>
    public required IReadOnlyList<PlacedNode> Nodes { get; init; }

    /// <summary>The kinds that there are, with where their columns begin.</summary>
    public required IReadOnlyList<(LineageKind Kind, int X)> Columns { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    public static LineagePicture Of(LineageGraph graph)
    {
        var before = graph.Edges.ToLookup(edge => edge.To, edge => edge.From, StringComparer.Ordinal);
        var rows = new Dictionary<string, double>(StringComparer.Ordinal);
        List<PlacedNode> placed = [];
        List<(LineageKind, int)> columns = [];
        foreach (var kind in graph.Nodes.GroupBy(node => node.Kind))
        {
            var x = columns.Count * (BoxWidth + ColumnGap);
            columns.Add((kind.Key, x));
            // 1. In a column what came of others stands at their height; what was made of its like stands below it.
            var row = 0;
            foreach (var node in kind.Select((node, at) => (Node: node, At: at)).OrderBy(item => Mean(before[item.Node.Id], rows, item.At)).ThenBy(item => Depth(item.Node.Id, before, kind.Key)).Select(item => item.Node))
            {
                rows[node.Id] = row;
                placed.Add(new PlacedNode(node, x, Top + (row++ * (BoxHeight + RowGap))));
            }
        }
        var picture = new LineagePicture(graph)
        {
            Nodes = placed,
            Columns = columns,
            Width = Math.Max(BoxWidth, (columns.Count * (BoxWidth + ColumnGap)) - ColumnGap) + 2,
            Height = placed.Select(node => node.Y + BoxHeight).DefaultIfEmpty(Top).Max() + 2,
        };
        foreach (var node in placed)
            picture._places[node.Node.Id] = node;
        return picture;
    }

    /// <summary>The lines between them, as paths of SVG.</summary>
    public IEnumerable<string> Paths() => _graph.Edges.Where(edge => _places.ContainsKey(edge.From) && _places.ContainsKey(edge.To)).Select(edge => Path(_places[edge.From], _places[edge.To]));

    /// <summary>Where the page of a node is; null where it has none that the reader may see.</summary>
    /// <param name="node">The node.</param>
    /// <param name="caller">Who looks; null where access is off.</param>
    public static string? AddressOf(LineageNode node, AccessGrant? caller) => node switch
    {
        { Key: null } => null,
        { Kind: LineageKind.Dataset } => Links.Dataset(node.Key),
        { Kind: LineageKind.Run } => Links.Run(node.Key),
        { Kind: LineageKind.Version } => Links.Model(node.Key[..node.Key.LastIndexOf('/')]) + node.Key[node.Key.LastIndexOf('/')..],
        { Kind: LineageKind.Endpoint } => Links.Endpoint(node.Key),
        { Kind: LineageKind.Predictions } => caller.May(Role.Deployer) ? Links.Log(node.Key) : null,
        { Kind: LineageKind.Outcomes } => Links.Watching(node.Key),
        _ => null,
    };

    public static string TitleOf(LineageKind kind) => kind switch
    {
        LineageKind.Source => "Source",
        LineageKind.Dataset => "Dataset",
        LineageKind.Run => "Run",
        LineageKind.Version => "Model version",
        LineageKind.Endpoint => "Endpoint",
        LineageKind.Predictions => "Predictions",
        _ => "Outcomes",
    };

    private static double Mean(IEnumerable<string> sources, Dictionary<string, double> rows, double otherwise) => sources.Where(rows.ContainsKey).Select(source => rows[source]).DefaultIfEmpty(otherwise).Average();

    // How many of its own kind it came of, one after the other.
    private static int Depth(string id, ILookup<string, string> before, LineageKind kind)
    {
        var prefix = kind.ToString().ToLowerInvariant() + ":";
        var depth = 0;
        var seen = new HashSet<string>(StringComparer.Ordinal) { id };
        while (before[id].FirstOrDefault(source => source.StartsWith(prefix, StringComparison.Ordinal)) is { } parent && seen.Add(parent))
            (id, depth) = (parent, depth + 1);
        return depth;
    }

    private static string Path(PlacedNode from, PlacedNode to)
    {
        if (from.X == to.X)
            return string.Create(CultureInfo.InvariantCulture, $"M{from.X + (BoxWidth / 2)} {from.Y + BoxHeight} L{to.X + (BoxWidth / 2)} {to.Y}");
        var (x1, y1, x2, y2) = (from.X + BoxWidth, from.Y + (BoxHeight / 2), to.X, to.Y + (BoxHeight / 2));
        return string.Create(CultureInfo.InvariantCulture, $"M{x1} {y1} C{x1 + (ColumnGap / 2)} {y1} {x2 - (ColumnGap / 2)} {y2} {x2} {y2}");
    }
}
