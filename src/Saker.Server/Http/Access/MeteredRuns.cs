using System.Runtime.CompilerServices;
using Saker.Data;
using Saker.Platform.Identity;
using Saker.Platform.Serving;

namespace Saker.Server.Http.Access;

/// <summary>How every door runs a call that it has filled: as far as its caller may.</summary>
internal static class MeteredRuns
{
    /// <summary>Counts the rows before the model runs, and rounds the scores before anybody sees them.</summary>
    /// <param name="grant">Who asks.</param>
    /// <param name="endpoint">The endpoint or model as the caller named it.</param>
    /// <param name="call">Filled.</param>
    /// <param name="cancellationToken">The caller is gone.</param>
    /// <exception cref="SakerException">A limit of the caller was reached, or as <see cref="InferCall.RunAsync"/> fails.</exception>
    public static ValueTask RunAsync(this AccessGrant grant, string endpoint, InferCall call, CancellationToken cancellationToken)
    {
        CountRows(grant, endpoint, call);
        return grant.RunAgainAsync(call, cancellationToken);
    }

    /// <summary>As the other, for a request whose rows were counted with another call.</summary>
    public static ValueTask RunAgainAsync(this AccessGrant grant, InferCall call, CancellationToken cancellationToken)
    {
        if (call.WantsExplanation)
            return RunAndExplainAsync(grant, call, cancellationToken);
        return grant.Policy.ScoreDecimals is null ? call.RunAsync(cancellationToken) : RunAndRoundAsync(grant, call, cancellationToken);
    }

    private static void CountRows(AccessGrant grant, string endpoint, InferCall call)
    {
        try
        {
            grant.CountRows(endpoint, call.Inputs);
        }
        catch (SakerException e)
        {
            call.RefusalKind = e.Kind;
            throw;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private static async ValueTask RunAndRoundAsync(AccessGrant grant, InferCall call, CancellationToken cancellationToken)
    {
        await call.RunAsync(cancellationToken);
        grant.RoundScores(call.Outputs);
    }

    private static async ValueTask RunAndExplainAsync(AccessGrant grant, InferCall call, CancellationToken cancellationToken)
    {
        await call.RunExplainedAsync(cancellationToken);
        grant.RoundScores(call.Outputs);
        // Exact attributions would add up to the score that is not to be seen.
        if (grant.Policy.ScoreDecimals is { } decimals)
            call.Explanation = call.Explanation?.Rounded(decimals);
    }
}
