using Saker.Data;
using Saker.Onnx.Graphs;
using Saker.Onnx;

namespace Saker.Learning.Preparation;

/// <summary>Fills in missing values with what training rows suggest, or with a constant.</summary>
public sealed record Impute : Transform
{
    internal const string PublicName = "impute";
    private static readonly string[] Choices = ["median", "mean", "most_frequent", "constant"];

    public override string Name => PublicName;

    public required ColumnSelector Columns { get; init; }

    public ImputeWith With { get; init; } = ImputeWith.Median;

    /// <summary>The number to fill in, with <see cref="ImputeWith.Constant"/>.</summary>
    public double? Number { get; init; }

    /// <summary>The text to fill in, with <see cref="ImputeWith.Constant"/>; not empty.</summary>
    public string? Text { get; init; }

    /// <summary>Adds a 0/1 column <c>NAME_missing</c> for each column in which training rows miss values.</summary>
    public bool Indicator { get; init; }

    internal static Transform Read(Settings settings)
    {
        var with = Array.IndexOf(Choices, settings.Choice("with", "median", Choices));
        var text = settings.OptionalText("value");
        if (with == (int)ImputeWith.Constant && string.IsNullOrEmpty(text))
            settings.Report("value", "'with: constant' needs a value that is not empty.");
        else if (with != (int)ImputeWith.Constant && text is not null)
            settings.Report("value", "a value is only used with 'with: constant'.");
        // What YAML reads as a number may still be meant for text columns, so both readings are kept.
        double? number = double.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var parsed) ? parsed : null;
        return new Impute { Columns = ColumnSelector.Read(settings), With = (ImputeWith)with, Number = number, Text = text, Indicator = settings.Flag("indicator", false) };
    }

    internal override FittedTransform Fit(TrainingColumns columns)
    {
        var problems = new List<Problem>();
        var numbers = new List<(string Name, double Fill)>();
        var texts = new List<(string Name, string Fill)>();
        var marked = new List<string>();
        foreach (var name in Columns.Resolve(columns))
        {
            bool isMissing;
            if (columns.Type(name) == ColumnType.Text)
            {
                texts.Add((name, LearnText(name, columns.Texts(name), problems)));
                isMissing = columns.Texts(name).Contains("");
            }
            else
            {
                numbers.Add((name, LearnNumber(name, columns.Numbers(name), problems)));
                isMissing = columns.Numbers(name).Contains(double.NaN);
            }
            if (Indicator && isMissing)
                marked.Add(name);
        }
        return problems.Count == 0 ? new Fitted(numbers, texts, marked) : throw new SakerException(ErrorKind.InvalidInput, "Some columns cannot be filled in.", problems);
    }

    private double LearnNumber(string name, ReadOnlySpan<double> values, List<Problem> problems)
    {
        if (With == ImputeWith.Constant)
        {
            if (Number is not { } number || !double.IsFinite(number))
                problems.Add(new Problem("value", $"'{name}' is a number column; give a number to fill in."));
            return Number ?? 0;
        }
        var present = Statistics.Present(values);
        if (present.Length == 0)
        {
            problems.Add(new Problem("columns", $"'{name}' is missing in every training row, so nothing can be learned to fill in: drop it, or use 'with: constant'."));
            return 0;
        }
        if (With == ImputeWith.Mean)
            return Statistics.Mean(present);
        if (With == ImputeWith.MostFrequent)
            return Statistics.MostFrequent<double>(present, Comparer<double>.Default);
        Array.Sort(present);
        return Statistics.Quantile(present, 0.5);
    }

    private string LearnText(string name, ReadOnlySpan<string> values, List<Problem> problems)
    {
        var present = values.ToArray().Where(text => text.Length > 0).ToArray();
        if (With is ImputeWith.Median or ImputeWith.Mean)
            problems.Add(new Problem("columns", $"'{name}' is text, which has no {With.ToString().ToLowerInvariant()}: use 'with: most_frequent' or 'with: constant' for it."));
        else if (With == ImputeWith.Constant && string.IsNullOrEmpty(Text))
            problems.Add(new Problem("value", $"'{name}' is a text column; give a text to fill in."));
        else if (With == ImputeWith.MostFrequent && present.Length == 0)
            problems.Add(new Problem("columns", $"'{name}' is missing in every training row, so nothing can be learned to fill in: drop it, or use 'with: constant'."));
        else
            return With == ImputeWith.Constant ? Text! : Statistics.MostFrequent<string>(present, StringComparer.Ordinal);
        return "";
    }

    private sealed class Fitted(List<(string Name, double Fill)> numbers, List<(string Name, string Fill)> texts, List<string> marked) : FittedTransform
    {
        public override void Emit(GraphColumns columns)
        {
            var graph = columns.Graph;
            var marks = marked.ConvertAll(name => graph.Cast(graph.IsMissing(columns.Column(name)), ElementType.Float64));
            if (numbers.Count > 0)
            {
                string[] names = [.. numbers.Select(pair => pair.Name)];
                var values = columns.Numbers(names);
                double[] fills = [.. numbers.Select(pair => pair.Fill)];
                columns.Set(names, graph.Where(graph.IsMissing(values), graph.Numbers(fills), values), arePresent: !fills.Contains(double.NaN));
            }
            foreach (var (name, fill) in texts)
            {
                var value = columns.Column(name);
                columns.Set(name, graph.Where(graph.IsMissing(value), graph.Text(fill), value));
            }
            for (var i = 0; i < marked.Count; i++)
                columns.Set(marked[i] + "_missing", marks[i]);
        }
    }
}
