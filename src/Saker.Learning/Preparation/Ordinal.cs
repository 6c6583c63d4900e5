using Saker.Data;
using Saker.Onnx.Graphs;
using Saker.Onnx;

namespace Saker.Learning.Preparation;

/// <summary>Replaces texts by their place in an order, from 0: a given order, or the alphabetical one of the training rows. A text outside it becomes missing.</summary>
public sealed record Ordinal : Transform
{
    internal const string PublicName = "ordinal";

    public override string Name => PublicName;

    public ColumnSelector Columns { get; init; } = ColumnSelector.Text;

    /// <summary>The texts in order, the same for each column; empty to learn them.</summary>
    public IReadOnlyList<string> Order { get; init; } = [];

    /// <summary>All that it is told, its order too.</summary>
    public override string ToString() => $"{Name} {Columns} order=[{string.Join(';', Order)}]";

    internal static Transform Read(Settings settings)
    {
        var order = settings.Texts("order");
        if (settings.Has("order") && (order.Count == 0 || order.Contains("") || order.Distinct(StringComparer.Ordinal).Count() < order.Count))
            settings.Report("order", "give different texts, none of them empty.");
        return new Ordinal { Columns = ColumnSelector.Read(settings, ColumnSelector.Text), Order = order };
    }

    internal override FittedTransform Fit(TrainingColumns columns)
    {
        var problems = new List<Problem>();
        var fitted = new List<(string Name, string[] Order)>();
        foreach (var name in Columns.Resolve(columns))
        {
            if (columns.Type(name) != ColumnType.Text)
                problems.Add(new Problem("columns", $"'{name}' is {columns.Type(name).Name()}; only texts need an order."));
            else if (Learn(columns.Texts(name)) is { Length: > 0 } order)
                fitted.Add((name, order));
            else
                problems.Add(new Problem("columns", $"'{name}' is missing in every training row, so no order can be learned: drop it, or give 'order'."));
        }
        return problems.Count == 0 ? new Fitted(fitted) : throw new SakerException(ErrorKind.InvalidInput, "Some columns cannot be ordered.", problems);
    }

    private string[] Learn(ReadOnlySpan<string> texts) =>
        Order.Count > 0 ? [.. Order] : [.. texts.ToArray().Where(text => text.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private sealed class Fitted(List<(string Name, string[] Order)> fitted) : FittedTransform
    {
        public override void Emit(GraphColumns columns)
        {
            var graph = columns.Graph;
            foreach (var (name, order) in fitted)
            {
                var code = graph.TextCodes(columns.Column(name), order, [.. order.Select((_, i) => (long)i)], otherwise: -1);
                var number = graph.Cast(code, ElementType.Float64);
                columns.Set(name, graph.Where(graph.Test("Less", number, graph.Number(0)), graph.Number(double.NaN), number));
            }
        }
    }
}
