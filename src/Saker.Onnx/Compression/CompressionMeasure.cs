using System.IO.Compression;
using Saker.Onnx.Attribution;
using Saker.Onnx.Sessions;

namespace Saker.Onnx.Compression;

/// <summary>Measures a model before and after it was compressed, both in turn on the same rows.</summary>
public static class CompressionMeasure
{
    private const int WarmUps = 5;

    /// <param name="method">How it was compressed, for the report.</param>
    /// <param name="before">As it was.</param>
    /// <param name="after">As it is.</param>
    /// <param name="rows">Example rows, one or more: a tensor for each input. They are repeated to fill a batch.</param>
    /// <param name="time">What tells time.</param>
    /// <param name="batchSize">Rows of a batch, 1 or more; models with a fixed number of rows are measured with that.</param>
    /// <param name="repetitionCount">Runs of each, of which the median is taken; 1 or more.</param>
    /// <param name="score">The score of a model, larger is better, and what it is called.</param>
    /// <exception cref="OnnxException">A model cannot be run on the rows.</exception>
    public static CompressionReport Measure(
        string method, OnnxModel before, OnnxModel after, IReadOnlyDictionary<string, Tensor> rows, TimeProvider time, int batchSize = 64, int repetitionCount = 50, (string Name, Func<OnnxModel, double> Of)? score = null)
    {
        if (batchSize < 1 || repetitionCount < 1)
            throw new OnnxException($"A batch has one row or more and is run once or more; {batchSize} and {repetitionCount} were asked for.");
        var (single, batch) = (Rows(before, rows, 1), Rows(before, rows, batchSize));
        using var first = new OnnxSession(before);
        using var second = new OnnxSession(after);
        OnnxSession[] sessions = [first, second];
        var (one, many) = (Latencies(sessions, single, time, repetitionCount), Latencies(sessions, batch, time, repetitionCount));
        return new CompressionReport(method, RowTensors.Count(batch),
            Side(before, one[0], many[0], score?.Of(before)),
            Side(after, one[1], many[1], score?.Of(after)), score?.Name);
    }

    private static CompressionSide Side(OnnxModel model, TimeSpan row, TimeSpan batch, double? score)
    {
        var bytes = model.ToBytes();
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(bytes);
        var count = model.Graph.Initializers.Sum(stored => stored.Shape.Aggregate(1L, (product, extent) => product * extent));
        return new CompressionSide(bytes.LongLength, packed.Length, count, row, batch, score);
    }

    // In turn, so that whatever else the machine does falls on both.
    private static TimeSpan[] Latencies(OnnxSession[] sessions, Dictionary<string, Tensor> inputs, TimeProvider time, int count)
    {
        var taken = Array.ConvertAll(sessions, _ => new List<TimeSpan>(count));
        for (var run = -WarmUps; run < count; run++)
            for (var i = 0; i < sessions.Length; i++)
            {
                var start = time.GetTimestamp();
                sessions[i].Run(inputs);
                if (run >= 0)
                    taken[i].Add(time.GetElapsedTime(start));
            }
        return Array.ConvertAll(taken, times => times.Order().ElementAt(count / 2));
    }

    private static Dictionary<string, Tensor> Rows(OnnxModel model, IReadOnlyDictionary<string, Tensor> rows, int count)
    {
        if (RowTensors.Count(rows) == 0)
            throw new OnnxException("Measuring needs one example row or more.");
        if (model.Inputs.FirstOrDefault(spec => spec.Shape is [> 0, ..]) is { } bounded)
            count = (int)bounded.Shape[0];
        return model.Inputs.Where(spec => rows.ContainsKey(spec.Name)).ToDictionary(spec => spec.Name, spec => RowTensors.Repeat(rows[spec.Name], 0, count), StringComparer.Ordinal);
    }
}
