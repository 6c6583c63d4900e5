using System.Globalization;
using Saker.Data;
using Saker.Learning.Scores;
using Saker.Platform.Monitoring.Outcomes;

namespace Saker.Platform.Monitoring.Performance;

/// <summary>Joined pairs as a table: the outcome, the outputs, and the raw columns.</summary>
internal static class PairTable
{
    /// <summary>The pairs that can be scored, as a table, and how many cannot, by reason.</summary>
    /// <param name="version">How they are scored.</param>
    /// <param name="pairs">Joined pairs.</param>
    /// <param name="findings">Takes what cannot be scored.</param>
    public static Table Of(ScoredVersion version, IReadOnlyList<StoredOutcome> pairs, ICollection<Problem> findings)
    {
        var columns = version.Columns!;
        var usable = pairs.Where(pair => IsUsable(version, pair)).ToList();
        if (usable.Count < pairs.Count)
        {
            var wanted = columns.Task == ScoreTask.Regression ? "numbers" : columns.Task == ScoreTask.Binary && version.Classes.Count > 0 ? $"one of {string.Join(", ", version.Classes.Select(name => $"'{name}'"))}" : "labels beside an answer";
            findings.Add(new Problem("outcome", FormattableString.Invariant($"{pairs.Count - usable.Count} of {pairs.Count} outcomes cannot be scored: they are not {wanted}, or the model gave no answer.")));
        }
        var labels = columns.Task == ScoreTask.Regression ? [] : LabelsOf(version, usable);
        var outcome = columns.Task == ScoreTask.Regression
            ? (Column)Column.OfNumbers(ScoredVersion.OutcomeColumn, [.. usable.Select(pair => OutcomeValue.ToNumber(pair.Value))])
            : Column.OfText(ScoredVersion.OutcomeColumn, [.. usable.Select(pair => OutcomeLabel.Of(pair.Value, labels))]);
        var outputs = ColumnsOf(usable.Select(pair => pair.Prediction!.Outputs).ToList(), except: []);
        var inputs = ColumnsOf(usable.Select(pair => pair.Prediction!.Inputs).ToList(), except: [.. outputs.Select(column => column.Name)]);
        return new Table([outcome, .. outputs, .. inputs]);
    }

    /// <summary>The raw columns alone, of rows that need not have an outcome.</summary>
    public static Table InputsOf(IReadOnlyList<StoredOutcome> pairs) => new(ColumnsOf(pairs.Select(pair => pair.Prediction!.Inputs).ToList(), except: []));

    /// <summary>1 where the prediction was wrong, or how far it was off; null where it cannot be said.</summary>
    public static double? ErrorOf(ScoredVersion version, StoredOutcome pair)
    {
        if (!IsUsable(version, pair))
            return null;
        var (columns, outputs) = (version.Columns!, pair.Prediction!.Outputs);
        if (columns.Task == ScoreTask.Regression)
            return Math.Abs(NumberOf(outputs[columns.Prediction!]) - OutcomeValue.ToNumber(pair.Value));
        if (columns.Prediction is { } label && outputs.GetValueOrDefault(label) is { } said)
            return OutcomeLabel.AreSame(TextOf(said), pair.Value) ? 0 : 1;
        return NumberOf(outputs[columns.Probability!]) >= columns.Threshold == (OutcomeLabel.Of(pair.Value, LabelsOf(version, [])) == columns.Positive) ? 0 : 1;
    }

    // Those of the evaluation; without one, those that were answered.
    private static IReadOnlyCollection<string> LabelsOf(ScoredVersion version, IEnumerable<StoredOutcome> pairs)
    {
        if (version.Classes.Count > 0)
            return version.Classes;
        var columns = version.Columns!;
        var said = columns.Prediction is { } label ? pairs.Select(pair => pair.Prediction!.Outputs.GetValueOrDefault(label)).OfType<object>().Select(TextOf) : [];
        return said.Concat(new[] { columns.Positive }.OfType<string>()).ToHashSet(StringComparer.Ordinal);
    }

    private static bool IsUsable(ScoredVersion version, StoredOutcome pair)
    {
        var (columns, outputs) = (version.Columns!, pair.Prediction!.Outputs);
        return columns.Task switch
        {
            ScoreTask.Regression => double.IsFinite(OutcomeValue.ToNumber(pair.Value)) && double.IsFinite(NumberOf(outputs.GetValueOrDefault(columns.Prediction!))),
            ScoreTask.Binary => (version.Classes.Count == 0 || version.Classes.Contains(OutcomeLabel.Of(pair.Value, version.Classes))) && NumberOf(outputs.GetValueOrDefault(columns.Probability!)) is >= 0 and <= 1
                && (columns.Prediction is null || outputs.GetValueOrDefault(columns.Prediction) is not null),
            _ => outputs.GetValueOrDefault(columns.Prediction!) is not null,
        };
    }

    private static List<Column> ColumnsOf(IReadOnlyList<IReadOnlyDictionary<string, object?>> rows, IReadOnlyList<string> except)
    {
        var names = rows.SelectMany(row => row.Keys).Distinct(StringComparer.Ordinal).Where(name => name != ScoredVersion.OutcomeColumn && !except.Contains(name));
        return [.. names.Select(name => ColumnOf(name, [.. rows.Select(row => row.GetValueOrDefault(name))]))];
    }

    // A text anywhere makes it a column of texts; what JSON keeps of other types are numbers and truth values.
    private static Column ColumnOf(string name, object?[] values) => values.Any(value => value is string)
        ? Column.OfText(name, Array.ConvertAll(values, value => value is null ? null : TextOf(value)))
        : Column.OfNumbers(name, Array.ConvertAll(values, NumberOf));

    private static string TextOf(object value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        double number => OutcomeValue.Of(number),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => "",
    };

    private static double NumberOf(object? value) => value switch
    {
        double number => number,
        long whole => whole,
        bool flag => flag ? 1 : 0,
        string text => OutcomeValue.ToNumber(text),
        _ => double.NaN,
    };
}
