using System.Diagnostics;
using Saker.Data;
using Saker.Learning.Models;

namespace Saker.Benchmarks.Training;

/// <summary>How long a loaded model takes for one row, in process.</summary>
internal static class PredictLatency
{
    private const int DistinctRows = 500;

    /// <summary>
    /// Rows take turns, because the processor's branch predictor learns a repeated row and flatters trees. The rows are
    /// cut apart before; what is timed is the call that a server makes per request.
    /// </summary>
    public static async Task<Latency> MeasureAsync(IModel model, Table rows, int calls, CancellationToken cancellationToken)
    {
        var single = Enumerable.Range(0, Math.Min(DistinctRows, rows.RowCount)).Select(row => rows.Take([row])).ToArray();
        foreach (var row in single)
            await model.PredictAsync(row, cancellationToken);

        var times = new double[calls];
        for (var call = 0; call < calls; call++)
        {
            var start = Stopwatch.GetTimestamp();
            await model.PredictAsync(single[call % single.Length], cancellationToken);
            times[call] = (Stopwatch.GetTimestamp() - start) * 1e6 / Stopwatch.Frequency;
        }
        return Latency.Of(times);
    }
}
