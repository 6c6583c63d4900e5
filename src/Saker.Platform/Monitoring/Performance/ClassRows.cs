using Saker.Data;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Multiclass;

namespace Saker.Platform.Monitoring.Performance;

/// <summary>What a classifier of several classes said of logged rows: of those that have all that is needed.</summary>
internal sealed class ClassRows
{
    private readonly IReadOnlyList<string> _classes;
    private readonly int[]? _target;

    private ClassRows(IReadOnlyList<string> classes, double[] probabilities, int[] said, int[]? target) => (_classes, Probabilities, Said, _target) = (classes, probabilities, said, target);

    /// <summary>Row-major, rows x classes.</summary>
    public double[] Probabilities { get; }

    /// <summary>Rows that were left out because their outcome is no class.</summary>
    public int UnknownCount { get; private init; }

    /// <summary>The index of each row's predicted class.</summary>
    public int[] Said { get; }

    /// <param name="rows">With the outcome among the columns, or without.</param>
    /// <param name="columns">Which columns hold what.</param>
    /// <param name="classes">The classes, in the order of the probabilities.</param>
    /// <returns>Null when no row has the probability of every class, as what was logged before probabilities were; rows whose label or outcome is no class are left out.</returns>
    public static ClassRows? Of(Table rows, PredictionColumns columns, IReadOnlyList<string> classes)
    {
        var numbers = classes.Select(name => rows.Find(columns.Probability + name)?.ToFloat64()).ToArray();
        if (numbers.Contains(null) || rows.Find(columns.Prediction!) is not { } label)
            return null;
        var said = CodesOf(label, classes);
        var target = rows.Find(ScoredVersion.OutcomeColumn) is { } outcome ? CodesOf(outcome, classes) : null;
        int[] answered = [.. Enumerable.Range(0, rows.RowCount).Where(row => said[row] >= 0 && numbers.All(column => column![row] is >= 0 and <= 1))];
        int[] whole = target is null ? answered : [.. answered.Where(row => target[row] >= 0)];
        return whole.Length == 0 ? null : new ClassRows(
            classes, [.. whole.SelectMany(row => numbers.Select(column => column![row]))], Array.ConvertAll(whole, row => said[row]), target is null ? null : Array.ConvertAll(whole, row => target[row])) { UnknownCount = answered.Length - whole.Length };
    }

    /// <summary>Beside what became of them; null where that is not among the columns.</summary>
    public MulticlassPredictions? Judged() => _target is null ? null : new MulticlassPredictions(_classes, _target, Said, Probabilities);

    private static int[] CodesOf(Column column, IReadOnlyList<string> classes)
    {
        var places = classes.Select((name, place) => (name, place)).ToDictionary(pair => pair.name, pair => pair.place, StringComparer.Ordinal);
        return [.. ColumnTexts.Of(column).Select(text => text is not null && places.TryGetValue(text, out var place) ? place : -1)];
    }
}
