using System.Diagnostics;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Batches;

namespace Saker.Platform.Serving.Queueing;

/// <summary>
/// Tries whether a model answers a row the same whatever rows stand beside it. A graph that centres, ranks or attends over its first
/// extent does not, and rows of different callers must not share its runs.
/// </summary>
internal static class RowIndependence
{
    private const int RowCount = 8;
    private const int LeastRounds = 4;
    private const int MostRounds = 12;
    private const int Seed = 20_060;

    private static readonly TimeSpan s_mostTime = TimeSpan.FromMilliseconds(200);

    /// <summary>Runs the first and the last row of a batch again and again while those between them change; equal rows must give equal bits.</summary>
    /// <param name="model">A model that takes rows; nothing else should run on it.</param>
    /// <param name="signature">What values its columns have.</param>
    /// <param name="cancellationToken">Cancels the trial.</param>
    /// <returns>Why rows must not share runs; null where nothing speaks against it.</returns>
    public static async ValueTask<string?> FindFaultAsync(ITensorModel model, Signature signature, CancellationToken cancellationToken)
    {
        // Its runner answers the parts of a run one after the other.
        if (model is TableModel)
            return null;
        var (rows, values) = (NewRows(model), new TrialValues(model, signature, Seed));
        using var runner = model.NewRunner(RowCount);
        var begin = Stopwatch.GetTimestamp();
        var (triedCount, failure) = (0, default(string));
        for (var round = 0; round < MostRounds && (round < LeastRounds || Stopwatch.GetElapsedTime(begin) < s_mostTime); round++)
        {
            // Values that a model refuses say nothing of its rows; plainer ones follow.
            values.IsPlain = failure is not null;
            values.Spread = round % 2 == 0 ? 1 : 100;
            try
            {
                if (await FindChangedAsync(model, runner, rows, values, cancellationToken) is { } output)
                    return $"Rows are not run together: in output '{output}' a row's answer depends on the rows beside it.";
                triedCount++;
            }
            catch (Exception e) when (e is OnnxException or SakerException)
            {
                failure = e.Message;
            }
        }
        return triedCount > 0 ? null : $"Rows are not run together: it could not be tried whether their answers depend on each other. {failure}";
    }

    private static async ValueTask<string?> FindChangedAsync(ITensorModel model, IBatchRunner runner, TensorSet[] rows, TrialValues values, CancellationToken cancellationToken)
    {
        foreach (var row in rows)
            values.Fill(row);
        await runner.RunAsync(rows, cancellationToken);
        var (first, last) = (Copy(model, rows[0]), Copy(model, rows[^1]));
        foreach (var row in rows.AsSpan(1..^1))
            values.Fill(row);
        await runner.RunAsync(rows, cancellationToken);
        for (var i = 0; i < model.Outputs.Count; i++)
            if (!AreEqual(first[i], rows[0].Outputs[i]) || !AreEqual(last[i], rows[^1].Outputs[i]))
                return model.Outputs[i].Name;
        return null;
    }

    private static TensorSet[] NewRows(ITensorModel model)
    {
        var rows = new TensorSet[RowCount];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = new TensorSet(model.Inputs, model.Outputs);
        return rows;
    }

    private static TensorBuffer[] Copy(ITensorModel model, TensorSet row)
    {
        var copies = new TensorBuffer[model.Outputs.Count];
        for (var i = 0; i < copies.Length; i++)
        {
            copies[i] = new TensorBuffer(model.Outputs[i].Type);
            copies[i].CopyFrom(row.Outputs[i]);
        }
        return copies;
    }

    private static bool AreEqual(TensorBuffer one, TensorBuffer other)
    {
        if (!one.Shape.SequenceEqual(other.Shape))
            return false;
        if (one.Type != ElementType.Text)
            return one.Bytes.SequenceEqual(other.Bytes);
        for (var i = 0; i < one.Count; i++)
            if (!one.Text(i).SequenceEqual(other.Text(i)))
                return false;
        return true;
    }
}
