using Saker.Data;
using Saker.Learning.Models;

namespace Saker.Cli.Output;

/// <summary>A row of a file with its prediction, or with the reason why it has none.</summary>
/// <param name="Row">Counted from 1, the first row under the header.</param>
/// <param name="Label">The predicted class; null where the row was skipped.</param>
/// <param name="Probability">Of the positive class; null where the row was skipped.</param>
/// <param name="Error">Why the row was skipped; null where it was scored.</param>
internal sealed record ScoredRow(long Row, string? Label, float? Probability, string? Error)
{
    /// <summary>All rows of the file in order.</summary>
    /// <param name="input">The file.</param>
    /// <param name="outputs">A prediction for each row of the file that fits, in order; null when there is none.</param>
    public static IReadOnlyList<ScoredRow> Join(PredictionInput input, Data.Table? outputs)
    {
        var labels = outputs is null ? default : outputs.Get<string>(ModelGraph.LabelName).Values;
        var probabilities = outputs is null ? default : outputs.Get<float>(ModelGraph.ProbabilityName).Values;
        var rows = new List<ScoredRow>(input.RowCount);
        var scored = 0;
        for (var row = 0; row < input.RowCount; row++)
        {
            if (input.Errors.TryGetValue(row, out var error))
            {
                rows.Add(new ScoredRow(row + 1, null, null, error));
                continue;
            }
            rows.Add(new ScoredRow(row + 1, labels.Span[scored], probabilities.Span[scored], null));
            scored++;
        }
        return rows;
    }
}
