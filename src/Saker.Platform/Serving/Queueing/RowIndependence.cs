using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx;

namespace Saker.Platform.Serving.Queueing;

/// <summary>
/// Tries whether a model answers a row the same whatever rows stand beside it, wherever it stands and however many there are. A graph
/// that centres, ranks, attends or counts over its first extent does not, and rows of different callers must not share its runs.
/// </summary>
internal static class RowIndependence
{
    /// <summary>The most rows that are tried together.</summary>
    public const int MostRows = 8;

    private const int LeastRounds = 2;
    private const int MostRounds = 12;
    private const int Seed = 20_060;

    // Models that are quicker are tried with more values.
    private static readonly TimeSpan s_usualTime = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Holds a row again and again while all others change: equal rows must give equal bits. Alone it must be answered as in company, but
    /// for rounding, since kernels differ by the number of rows.
    /// </summary>
    /// <param name="model">A model that takes rows; nothing else should run on it.</param>
    /// <param name="signature">What values its columns have.</param>
    /// <param name="rowCount">How many rows run together, from 2 to <see cref="MostRows"/>.</param>
    /// <param name="limits">How long it may take.</param>
    /// <param name="cancellationToken">Cancels the trial.</param>
    /// <returns>Why rows must not share runs; null where nothing speaks against it.</returns>
    public static async ValueTask<string?> FindFaultAsync(ITensorModel model, Signature signature, int rowCount, TrialLimits limits, CancellationToken cancellationToken)
    {
        // Its runner answers the parts of a run one after the other.
        if (model is TableModel)
            return null;
        var values = new TrialValues(model, signature, Seed);
        using var trial = new RowTrial(model, values, rowCount);
        using var limit = new CancellationTokenSource(limits.MostTime, limits.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        var begin = limits.Time.GetTimestamp();
        var (triedCount, failure) = (0, default(string));
        for (var round = 0; round < MostRounds && (triedCount < LeastRounds || limits.Time.GetElapsedTime(begin) < s_usualTime); round++)
        {
            // Values that a model refuses say nothing of its rows; plainer ones follow.
            values.IsPlain = failure is not null;
            values.Spread = round % 2 == 0 ? 1 : 100;
            try
            {
                if (await trial.FindChangedAsync(round, either.Token) is { } found)
                    return $"Rows are not run together: {found}.";
                triedCount++;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                failure = FormattableString.Invariant($"That takes longer than {limits.MostTime.TotalSeconds:0.###} s; the server's flag --batching-trial-timeout gives it more.");
                break;
            }
            catch (Exception e) when (e is OnnxException or SakerException)
            {
                failure = e.Message;
            }
        }
        return triedCount > 0 ? null : $"Rows are not run together: it could not be tried whether their answers depend on each other. {failure}";
    }
}
