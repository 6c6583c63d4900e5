using System.Globalization;
using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Preparation;

/// <summary>
/// Turns a number into the text of the interval it lies in, such as <c>[6, 12)</c>: the lower edge belongs to the interval, the
/// upper one does not, and the outer intervals are open (<c>&lt; 6</c>, <c>&gt;= 48</c>). A missing number gives a missing text.
/// </summary>
public sealed record Bin : Transform
{
    internal const string PublicName = "bin";
    private const int MaxBins = 1_000;

    public override string Name => PublicName;

    /// <summary>The number column to read.</summary>
    public required string Column { get; init; }

    /// <summary>The inner edges, ascending; or use <see cref="Count"/>.</summary>
    public IReadOnlyList<double> Edges { get; init; } = [];

    /// <summary>How many intervals of about equally many training rows to make when no edges are given; equal edges are joined.</summary>
    public int Count { get; init; }

    /// <summary>The column to make; by default the column's name with <c>_bin</c>.</summary>
    public string? As { get; init; }

    /// <summary>All that it is told, its edges too.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} {Column} edges=[{string.Join(';', Edges.Select(edge => edge.ToString(CultureInfo.InvariantCulture)))}] count={Count} as={As}");

    internal static Transform Read(Settings settings)
    {
        var edges = settings.Numbers("edges");
        var count = settings.Integer("count", 0, 2, MaxBins);
        var hasEdges = settings.Has("edges");
        if (hasEdges == settings.Has("count"))
            settings.Report("edges", "give either 'edges' or 'count'.");
        else if (hasEdges && edges.Count > 0 && (edges.Count > MaxBins || !edges.All(double.IsFinite) || !Ascend(edges)))
            settings.Report("edges", $"the edges must be at most {MaxBins} finite numbers, each greater than the one before.");
        else if (hasEdges && edges.Count == 0)
            settings.Report("edges", "give at least one edge.");
        return new Bin { Column = settings.Text("column"), Edges = edges, Count = count, As = settings.OptionalText("name") };
    }

    internal override FittedTransform Fit(TrainingColumns columns)
    {
        if (!columns.Contains(Column))
            throw ColumnSelector.UnknownColumnError(Column, columns);
        if (!columns.Type(Column).IsNumeric())
            throw new SakerException(ErrorKind.InvalidInput, $"'{Column}' is {columns.Type(Column).Name()}; only numbers can be put into bins.", "column");
        var edges = Edges.Count > 0 ? Edges : LearnEdges(columns);
        return Ascend(edges) ? new Fitted(Column, As ?? Column + "_bin", edges) : throw new SakerException(ErrorKind.InvalidInput, "The edges must ascend.", "edges");
    }

    private double[] LearnEdges(TrainingColumns columns)
    {
        var sorted = Statistics.Present(columns.Numbers(Column));
        if (sorted.Length == 0)
            throw new SakerException(ErrorKind.InvalidInput, $"'{Column}' is missing in every training row, so no bins can be learned: drop it, or give edges.", "column");
        Array.Sort(sorted);
        // An edge at the minimum would leave the first interval empty.
        var edges = Enumerable.Range(1, Count - 1).Select(i => Statistics.Quantile(sorted, (double)i / Count)).Distinct().Where(edge => edge > sorted[0]).ToArray();
        return edges.Length > 0 ? edges : throw new SakerException(ErrorKind.InvalidInput, $"'{Column}' has too few distinct values for {Count} bins: give edges, or leave the step out.", "column");
    }

    private static bool Ascend(IReadOnlyList<double> edges) => edges.Zip(edges.Skip(1)).All(pair => pair.First < pair.Second);

    private sealed class Fitted(string column, string name, IReadOnlyList<double> edges) : FittedTransform
    {
        public override void Emit(GraphColumns columns)
        {
            var graph = columns.Graph;
            var value = columns.Column(column);
            // The number of the interval is that of the edges that the value has reached. Every number has reached the first one, a missing one none.
            var reached = graph.Cast(graph.Test("GreaterOrEqual", value, graph.Numbers([double.NegativeInfinity, .. edges])), ElementType.Int64);
            var number = graph.Node("ReduceSum", [reached, graph.Constant(Tensor.Vector(1L))], ElementType.Int64, [NodeAttribute.Of("keepdims", 1)]);
            var intervals = Enumerable.Range(0, edges.Count + 1).ToArray();
            columns.Set(name, graph.LabelEncoder(number, [.. intervals.Select(interval => interval + 1L)], [.. intervals.Select(Label)], ""));
        }

        private string Label(int index) => index == 0 ? $"< {Show(edges[0])}"
            : index == edges.Count ? $">= {Show(edges[^1])}"
            : $"[{Show(edges[index - 1])}, {Show(edges[index])})";

        private static string Show(double edge) => edge.ToString(CultureInfo.InvariantCulture);
    }
}
