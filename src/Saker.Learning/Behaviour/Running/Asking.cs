using Saker.Data;
using Saker.Learning.Models;

namespace Saker.Learning.Behaviour.Running;

/// <summary>Asks a model for the output that is looked at.</summary>
internal sealed class Asking(IModel model, string output)
{
    private const int BatchSize = 4_096;

    public IModel Model => model;

    public IReadOnlyList<SignatureColumn> Inputs => model.Signature.Inputs;

    /// <summary>A prediction a row, in order; NaN for a row that the model refuses.</summary>
    public async Task<double[]> AskAsync(IReadOnlyList<BehaviourRow> rows, CancellationToken cancellationToken)
    {
        var answers = new List<double>(rows.Count);
        foreach (var batch in rows.Select(row => row.Cells).Chunk(BatchSize))
            answers.AddRange(await TryAsync(batch, cancellationToken));
        return [.. answers];
    }

    public async Task<double> AskAsync(BehaviourRow row, CancellationToken cancellationToken) => (await TryAsync([row.Cells], cancellationToken))[0];

    /// <summary>The output of a table, as the model gives it.</summary>
    public async Task<double[]> AskAsync(Table rows, CancellationToken cancellationToken) => (await model.PredictAsync(rows, cancellationToken)).Get(output).ToFloat64();

    private async Task<double[]> TryAsync(object?[][] rows, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(RowTables.Of(Inputs, rows), cancellationToken);
        }
        catch (SakerException) when (rows.Length == 1)
        {
            return [double.NaN];
        }
        catch (SakerException)
        {
            // One row that is refused must not hide what the others get.
            var half = rows.Length / 2;
            return [.. await TryAsync(rows[..half], cancellationToken), .. await TryAsync(rows[half..], cancellationToken)];
        }
    }
}
