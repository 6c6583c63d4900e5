using System.Globalization;
using Saker.Learning.Models;

namespace Saker.Cli.Output;

/// <summary>A row of a file with its prediction, or with the reason why it has none.</summary>
/// <param name="Row">Counted from 1, the first row under the header.</param>
/// <param name="Answers">Text or number of each output, in the order of <see cref="Outputs"/>; null where the row was skipped.</param>
/// <param name="Error">Why the row was skipped; null where it was scored.</param>
internal sealed record ScoredRow(long Row, IReadOnlyList<object?>? Answers, string? Error)
{
    /// <summary>The outputs that a file of predictions has a column of.</summary>
    /// <param name="outputs">What was answered; null where no row was scored.</param>
    /// <param name="signature">Of the version that would have answered.</param>
    public static IReadOnlyList<string> Outputs(Data.Table? outputs, Signature signature) => outputs is not null ? [.. outputs.Schema.Select(column => column.Name)]
        : ModelOutputs.ClassesOf(signature) is null ? [.. signature.Outputs.Select(output => output.Name)]
        : [ModelGraph.LabelName, .. ModelOutputs.NumbersOf(signature)];

    /// <summary>All rows of the file in order.</summary>
    /// <param name="input">The file.</param>
    /// <param name="outputs">A prediction for each row of the file that fits, in order; null when there is none.</param>
    public static IReadOnlyList<ScoredRow> Join(PredictionInput input, Data.Table? outputs)
    {
        var rows = new List<ScoredRow>(input.RowCount);
        var scored = 0;
        for (var row = 0; row < input.RowCount; row++)
        {
            if (input.Errors.TryGetValue(row, out var error))
            {
                rows.Add(new ScoredRow(row + 1, null, error));
                continue;
            }
            var place = scored++;
            rows.Add(new ScoredRow(row + 1, [.. outputs!.Columns.Select(column => column.GetValue(place))], null));
        }
        return rows;
    }

    /// <summary>An answer as a file has it, to its last digit.</summary>
    public static string Exact(object? answer) => answer switch
    {
        null => "",
        float number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        _ => answer.ToString() ?? "",
    };

    /// <summary>An answer as a person reads it.</summary>
    public static string Shown(object? answer) => answer switch
    {
        null => "-",
        float number => Show.Score(number),
        double number => Show.Score(number),
        _ => Exact(answer),
    };
}
