using Saker.Data;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Intervals;

namespace Saker.Learning.Explanation.Importance;

/// <summary>Importance over many rows: the mean of the sizes of their attributions (Lundberg et al. 2020).</summary>
public static class ShapImportance
{
    public const string Kind = "mean_abs_shap";

    /// <summary>So many classes are looked at: those that are answered most often.</summary>
    public const int MaxClasses = 10;

    /// <summary>Of any model: of several classes the mean over those that are answered most often.</summary>
    /// <param name="explainer">Made without a target, so that classes are explained alike.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="cancellationToken">Stops between rows.</param>
    /// <exception cref="SakerException">Columns are missing or of another kind.</exception>
    public static async Task<ImportanceReport> OfAsync(ModelExplainer explainer, Table rows, CancellationToken cancellationToken)
    {
        var report = Of(await explainer.ExplainClassesAsync(rows, MaxClasses, cancellationToken));
        return explainer.ClassCount is { } all and > MaxClasses ? report with { Notes = [.. report.Notes, $"Of {all} classes those {MaxClasses} that are answered most often."] } : report;
    }

    /// <summary>Of a model of several classes, with an explanation of the same rows for each: the mean over the classes (Lundberg et al. 2020).</summary>
    /// <param name="explanations">At least one, with the same columns.</param>
    public static ImportanceReport Of(IReadOnlyList<Explanation> explanations)
    {
        var first = explanations[0];
        if (explanations.Count == 1)
            return Of(first);
        var sizes = new double[first.Values.Count];
        foreach (var explanation in explanations)
            for (var i = 0; i < sizes.Length; i++)
                sizes[i] += Math.Abs(explanation.Values[i]) / explanations.Count;
        return Of(first with { Values = sizes, Notes = [.. first.Notes.Where(note => explanations.All(own => own.Notes.Contains(note))), $"The mean over {explanations.Count} classes."] });
    }

    public static ImportanceReport Of(Explanation explanation)
    {
        var sizes = new double[explanation.RowCount];
        return new ImportanceReport
        {
            Kind = Kind,
            Unit = explanation.Unit.Word(),
            Method = explanation.Method.Word(),
            RowCount = explanation.RowCount,
            Columns = [.. explanation.Columns.Select(Importance).OrderByDescending(column => column.Value)],
            Notes = explanation.Notes,
        };

        ColumnImportance Importance(string column, int place)
        {
            for (var row = 0; row < sizes.Length; row++)
                sizes[row] = Math.Abs(explanation.Values[(row * explanation.Columns.Count) + place]);
            return new ColumnImportance(column, sizes.Length == 0 ? 0 : sizes.Average(), MeanInterval.Of(sizes, Interval.DefaultLevel));
        }
    }
}
