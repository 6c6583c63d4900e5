using System.Globalization;
using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Preparation;

/// <summary>
/// Replaces a column by one 0/1 feature per category, named <c>Contract=One year</c>. A category not seen in training gives 0
/// everywhere. Missing is a category of its own, <c>Contract=(missing)</c>, if training rows miss values, else 0 everywhere.
/// </summary>
public sealed record OneHot : Transform
{
    internal const string PublicName = "one_hot";

    public override string Name => PublicName;

    public ColumnSelector Columns { get; init; } = ColumnSelector.Text;

    /// <summary>
    /// The most features a text column may become. With more categories, the commonest get one each and the rest share the last,
    /// <c>Contract=(other)</c>.
    /// </summary>
    public int MaxCategories { get; init; } = 100;

    internal static Transform Read(Settings settings) => new OneHot
    {
        Columns = ColumnSelector.Read(settings, ColumnSelector.Text),
        MaxCategories = settings.Integer("max_categories", 100, 2, 10_000),
    };

    internal override FittedTransform Fit(TrainingColumns columns)
    {
        var fitted = new List<FittedColumn>();
        var problems = new List<Problem>();
        foreach (var name in Columns.Resolve(columns))
        {
            try
            {
                fitted.Add(columns.Type(name) == ColumnType.Text ? LearnTexts(name, columns.Texts(name)) : LearnNumbers(name, columns.Numbers(name)));
            }
            catch (SakerException exception)
            {
                problems.Add(new Problem("columns", exception.Message));
            }
        }
        return problems.Count == 0 ? new Fitted(fitted) : throw new SakerException(ErrorKind.InvalidInput, "Some columns cannot become categories.", problems);
    }

    private TextColumn LearnTexts(string name, ReadOnlySpan<string> values)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var value in values)
            counts[value] = counts.GetValueOrDefault(value) + 1;
        if (counts is { Count: 1 } && counts.ContainsKey(""))
            throw new SakerException(ErrorKind.InvalidInput, $"'{name}' is missing in every training row, so it has no categories: drop it.");
        var kept = counts.Count <= MaxCategories
            ? counts.Keys.ToHashSet(StringComparer.Ordinal)
            : counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(MaxCategories - 1).Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
        // Missing comes last, as "" would otherwise stand first and nobody looks for it there.
        return new TextColumn(name, [.. kept.OrderBy(key => key.Length == 0).ThenBy(key => key, StringComparer.Ordinal)], [.. counts.Keys.Where(key => !kept.Contains(key)).Order(StringComparer.Ordinal)]);
    }

    private NumberColumn LearnNumbers(string name, ReadOnlySpan<double> values)
    {
        double[] distinct = [.. Statistics.Present(values).Distinct().Order()];
        var isMissing = values.Contains(double.NaN);
        if (distinct.Length == 0)
            throw new SakerException(ErrorKind.InvalidInput, $"'{name}' is missing in every training row, so it has no categories: drop it.");
        if (distinct.Length + (isMissing ? 1 : 0) > MaxCategories)
            throw new SakerException(ErrorKind.InvalidInput, $"'{name}' has {distinct.Length} distinct numbers, more than max_categories ({MaxCategories}): put it into bins first ('transform: bin'), or leave it a number.");
        return new NumberColumn(name, distinct, isMissing);
    }

    private sealed class Fitted(List<FittedColumn> fitted) : FittedTransform
    {
        // A run of the graph costs more by its nodes than by their work, so neighbouring text columns share theirs, within measure.
        private const int MaxSharedFeatures = 512;

        public override void Emit(GraphColumns columns)
        {
            for (var at = 0; at < fitted.Count;)
            {
                var texts = SharedFrom(at);
                if (texts.Count > 1)
                    Emit(columns, texts, TextColumn.EmitShared(columns.Graph, [.. texts.Select(column => columns.Column(column.Name))], texts));
                else
                    Emit(columns, [fitted[at]], fitted[at].Emit(columns.Graph, columns.Column(fitted[at].Name)));
                at += Math.Max(1, texts.Count);
            }
        }

        private static void Emit(GraphColumns columns, IReadOnlyList<FittedColumn> emitted, Value features)
        {
            foreach (var column in emitted)
            {
                columns.Remove(column.Name);
                if (column.FeatureNames.FirstOrDefault(columns.Contains) is { } taken)
                    throw new SakerException(ErrorKind.InvalidInput, $"The feature '{taken}' would have the name of another column: rename that column.", "columns");
            }
            columns.Set([.. emitted.SelectMany(column => column.FeatureNames)], features);
        }

        private List<TextColumn> SharedFrom(int start)
        {
            var texts = new List<TextColumn>();
            var count = 0;
            foreach (var column in fitted.Skip(start))
            {
                count += column.FeatureNames.Count;
                if (column is not TextColumn { HasOthers: false } text || count > MaxSharedFeatures)
                    break;
                texts.Add(text);
            }
            return texts;
        }
    }

    private abstract class FittedColumn(string name, IEnumerable<string> labels)
    {
        public string Name => name;

        public IReadOnlyList<string> FeatureNames { get; } = [.. labels.Select(label => $"{name}={label}")];

        /// <summary>The features, float32 of shape [N, features], of a column of shape [N, 1].</summary>
        public abstract Value Emit(GraphBuilder graph, Value value);
    }

    private sealed class TextColumn(string name, string[] kept, string[] others)
        : FittedColumn(name, [.. kept.Select(text => text.Length > 0 ? text : "(missing)"), .. others.Length > 0 ? ["(other)"] : Array.Empty<string>()])
    {
        /// <summary>Whether several categories share a feature.</summary>
        public bool HasOthers => others.Length > 0;

        /// <summary>The features of several columns: every text of the table has a number, and a feature is whether its column has its number.</summary>
        public static Value EmitShared(GraphBuilder graph, Value[] values, IReadOnlyList<TextColumn> columns)
        {
            var texts = columns.SelectMany(column => column.Kept).Distinct(StringComparer.Ordinal).Select((text, number) => (text, number)).ToDictionary(pair => pair.text, pair => (float)pair.number, StringComparer.Ordinal);
            // Numbers as float32: the engine's tables give no smaller whole numbers than of 64 bits, which would double the memory.
            var numbers = graph.LabelEncoder(graph.Concat(1, values), [.. texts.Keys], [.. texts.Values], -1f);
            var places = columns.SelectMany((column, place) => column.Kept.Select(_ => (long)place)).ToArray();
            var spread = graph.Gather(numbers, graph.Constant(Tensor.Vector(places)), axis: 1);
            var wanted = Tensor.Of([.. columns.SelectMany(column => column.Kept.Select(text => texts[text]))], 1, places.Length);
            return graph.Cast(graph.Equal(spread, graph.Constant(wanted)), ElementType.Float32);
        }

        private string[] Kept => kept;

        public override Value Emit(GraphBuilder graph, Value value)
        {
            long[] codes = [.. Enumerable.Range(0, kept.Length + others.Length).Select(i => (long)Math.Min(i, kept.Length))];
            var code = graph.TextCodes(value, [.. kept, .. others], codes, otherwise: -1);
            NodeAttribute[] attributes = [NodeAttribute.Of("cats_int64s", codes.Distinct()), NodeAttribute.Of("zeros", 1)];
            var features = graph.Node("OneHotEncoder", [code], ElementType.Float32, attributes, GraphBuilder.MachineLearning);
            return graph.Node("Reshape", [features, graph.Constant(Tensor.Vector(-1L, FeatureNames.Count))], ElementType.Float32);
        }
    }

    private sealed class NumberColumn(string name, double[] categories, bool isMissing)
        : FittedColumn(name, [.. categories.Select(number => number.ToString(CultureInfo.InvariantCulture)), .. isMissing ? ["(missing)"] : Array.Empty<string>()])
    {
        public override Value Emit(GraphBuilder graph, Value value)
        {
            var features = graph.Cast(graph.Test("Equal", value, graph.Numbers(categories)), ElementType.Float32);
            return isMissing
                ? graph.Node("Concat", [features, graph.Cast(graph.IsMissing(value), ElementType.Float32)], ElementType.Float32, [NodeAttribute.Of("axis", 1)])
                : features;
        }
    }
}
