using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Batches;

namespace Saker.Platform.Serving.Queueing;

/// <summary>Rows of a model that are made up, run together and alone, to find what their answers depend on.</summary>
/// <param name="model">A model that takes rows; nothing else should run on it.</param>
/// <param name="values">Makes the rows up.</param>
/// <param name="rowCount">How many rows run together, 2 or more.</param>
internal sealed class RowTrial(ITensorModel model, TrialValues values, int rowCount) : IDisposable
{
    private readonly TensorSet[] _rows = [.. Enumerable.Range(0, rowCount).Select(_ => new TensorSet(model.Inputs, model.Outputs))];
    private readonly IBatchRunner _runner = model.NewRunner(rowCount);

    /// <summary>Holds the first row while all others change, then the last, then one between; and runs each that was held alone.</summary>
    /// <param name="round">Counts from 0; each tries another row between.</param>
    /// <param name="cancellationToken">Ends it at the next node of the graph.</param>
    /// <returns>Which answers depend on what; null where none does.</returns>
    /// <exception cref="OnnxException">The model failed on the values.</exception>
    public async ValueTask<string?> FindChangedAsync(int round, CancellationToken cancellationToken)
    {
        FillAllBut(-1);
        await RunAsync(0, rowCount, cancellationToken);
        foreach (var place in PlacesOf(round))
        {
            var before = CopyAnswers(place);
            FillAllBut(place);
            await RunAsync(0, rowCount, cancellationToken);
            if (FindOutput(place, (held, output) => TrialAnswers.AreEqual(before[output], held)) is { } beside)
                return $"in output '{beside}' a row's answer depends on the rows beside it";
            await RunAsync(place, 1, cancellationToken);
            if (FindOutput(place, (alone, output) => TrialAnswers.AreClose(before[output], alone, Company(place, output))) is { } counted)
                return $"in output '{counted}' a row's answer depends on its place or on how many rows there are";
        }
        return null;
    }

    public void Dispose() => _runner.Dispose();

    private IEnumerable<int> PlacesOf(int round) => rowCount > 2 ? [0, rowCount - 1, 1 + (round % (rowCount - 2))] : [0, rowCount - 1];

    private void FillAllBut(int held)
    {
        for (var i = 0; i < rowCount; i++)
            if (i != held)
                values.Fill(_rows[i]);
    }

    private async ValueTask RunAsync(int first, int count, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await _runner.RunAsync(_rows.AsMemory(first, count), cancellationToken);
    }

    private string? FindOutput(int place, Func<TensorBuffer, int, bool> isSame)
    {
        for (var i = 0; i < model.Outputs.Count; i++)
            if (!isSame(_rows[place].Outputs[i], i))
                return model.Outputs[i].Name;
        return null;
    }

    private TensorBuffer[] Company(int place, int output) => [.. _rows.Where((_, at) => at != place).Select(row => row.Outputs[output])];

    private TensorBuffer[] CopyAnswers(int place)
    {
        var copies = new TensorBuffer[model.Outputs.Count];
        for (var i = 0; i < copies.Length; i++)
        {
            copies[i] = new TensorBuffer(model.Outputs[i].Type);
            copies[i].CopyFrom(_rows[place].Outputs[i]);
        }
        return copies;
    }
}
