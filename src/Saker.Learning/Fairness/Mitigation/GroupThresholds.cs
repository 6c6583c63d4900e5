using System.Globalization;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Learning.Preparation;
using Saker.Onnx;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Fairness.Mitigation;

/// <summary>A threshold for each group of a protected attribute, as nodes of the served graph; rows of groups that training never saw have the common one.</summary>
public sealed record GroupThresholds
{
    public required ProtectedAttribute Attribute { get; init; }

    /// <summary>By the names of the groups; each is a float32 number.</summary>
    public required IReadOnlyDictionary<string, double> Thresholds { get; init; }

    /// <summary>Of every group that is not named: too small, or never seen.</summary>
    public required double Common { get; init; }

    /// <summary>The values of each column that training saw, as <see cref="ProtectedColumn"/> writes them.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Values { get; init; }

    /// <summary>The protected columns, which are inputs of the model.</summary>
    public required IReadOnlyList<ColumnSchema> Inputs { get; init; }

    /// <summary>The groups with their thresholds, in order.</summary>
    public override string ToString() =>
        $"{Attribute.Name}: {string.Join("; ", Thresholds.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => FormattableString.Invariant($"{pair.Key} {pair.Value:R}")))}";

    /// <summary>The values of the columns of an attribute in the training rows.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> ValuesOf(Table rows, ProtectedAttribute attribute) =>
        [.. attribute.Columns.Select(column => (IReadOnlyList<string>)[.. column.Read(rows.Get(column.Column)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)])];

    /// <summary>1 where the probability reaches the threshold of the row's group, otherwise 0.</summary>
    public float[] Apply(ProtectedGroups groups, ReadOnlySpan<float> probability)
    {
        var limits = groups.Names.Select(name => Thresholds.GetValueOrDefault(name, Common)).ToArray();
        var said = new float[probability.Length];
        for (var row = 0; row < said.Length; row++)
            said[row] = probability[row] >= limits[groups.Rows[row]] ? 1 : 0;
        return said;
    }

    /// <summary>The threshold of each row: float64 of shape [N, 1].</summary>
    /// <param name="graph">The graph under construction.</param>
    /// <param name="inputs">The protected columns as they enter the graph.</param>
    internal Value Emit(GraphBuilder graph, IReadOnlyDictionary<string, Value> inputs)
    {
        // 1. Each column as the number of its value, -1 for one that training never saw. 2. All columns as one number, in the way of digits; what has an unseen
        // value is -1. 3. That number to the threshold.
        var code = graph.WholeNumber(0);
        Value? unseen = null;
        var names = new List<string> { "" };
        for (var i = 0; i < Attribute.Columns.Count; i++)
        {
            var values = Values[i];
            var own = CodeOf(graph, Attribute.Columns[i], values, inputs[Attribute.Columns[i].Column], isSingle: Inputs.First(input => input.Name == Attribute.Columns[i].Column).Type == ColumnType.Float32);
            var isUnseen = graph.Less(own, graph.WholeNumber(0));
            unseen = unseen is { } before ? graph.Or(before, isUnseen) : isUnseen;
            code = graph.Node("Add", [graph.Node("Mul", [code, graph.WholeNumber(values.Count)], ElementType.Int64), own], ElementType.Int64);
            names = [.. names.SelectMany(name => values.Select(value => name.Length == 0 ? value : $"{name}, {value}"))];
        }
        code = graph.Where(unseen!.Value, graph.WholeNumber(-1), code);
        NodeAttribute[] map =
        [
            NodeAttribute.Of("keys_int64s", Enumerable.Range(0, names.Count).Select(index => (long)index)),
            NodeAttribute.Of("values_floats", names.Select(name => (float)Thresholds.GetValueOrDefault(name, Common))),
            NodeAttribute.Of("default_float", (float)Common),
        ];
        return graph.Cast(graph.Node("LabelEncoder", [code], ElementType.Float32, map, GraphBuilder.MachineLearning), ElementType.Float64);
    }

    private static Value CodeOf(GraphBuilder graph, ProtectedColumn column, IReadOnlyList<string> values, Value input, bool isSingle)
    {
        if (input.Type == ElementType.Text)
            return graph.TextCodes(input, [.. values.Select(value => value == ProtectedColumn.Missing ? "" : value)], [.. values.Select((_, index) => (long)index)], otherwise: -1);
        // A float32 is written as the shortest text that gives it back, which is another number as float64; and a request may hold that text.
        var number = graph.Cast(isSingle ? graph.Cast(input, ElementType.Float32) : input, ElementType.Float64);
        var code = graph.WholeNumber(-1);
        for (var i = 0; i < values.Count; i++)
            code = graph.Where(IsValue(graph, column, values[i], number, isSingle), graph.WholeNumber(i), code);
        return code;
    }

    private static Value IsValue(GraphBuilder graph, ProtectedColumn column, string value, Value number, bool isSingle)
    {
        if (value == ProtectedColumn.Missing)
            return graph.IsNaN(number);
        if (!column.IsBinned)
            return graph.Equal(number, graph.Number(NumberOf(value, isSingle)));
        var interval = column.Intervals().ToList().IndexOf(value);
        if (column.Over is { } over)
            return interval == 1 ? graph.Greater(number, graph.Number(over)) : graph.LessOrEqual(number, graph.Number(over));
        var below = interval < column.Edges.Count ? graph.Less(number, graph.Number(column.Edges[interval])) : (Value?)null;
        var above = interval > 0 ? graph.GreaterOrEqual(number, graph.Number(column.Edges[interval - 1])) : (Value?)null;
        return below is { } upper && above is { } lower ? graph.And(lower, upper) : below ?? above!.Value;
    }

    private static double NumberOf(string value, bool isSingle) => value switch
    {
        "true" => 1,
        "false" => 0,
        _ => isSingle ? float.Parse(value, CultureInfo.InvariantCulture) : double.Parse(value, CultureInfo.InvariantCulture),
    };
}
