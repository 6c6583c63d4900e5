using System.Runtime.ExceptionServices;
using Saker.Data;
using Saker.Platform.Serving.Fallback;
using Saker.Platform.Serving.Lifecycle;

namespace Saker.Platform.Serving.Splits;

/// <summary>
/// Takes requests of endpoints with a split to the versions that they fall to. Whatever keeps a candidate from answering costs no caller an answer that the version which the
/// endpoint serves can give. Thread-safe.
/// </summary>
internal sealed class SplitRouter(ModelHost host, ServedNames names)
{
    /// <summary>Begins a request: at the version that it falls to, or, while that is not known or not in memory, at the one that the endpoint serves.</summary>
    public ValueTask<InferCall> BeginAsync<TKeys>(ServedName name, ServedSplit split, TKeys keys, CancellationToken cancellationToken)
        where TKeys : ICallKeys
    {
        var (arm, group) = split.Find(keys);
        var mirrors = split.Split.Kind == SplitKind.Shadow ? split.FindMirrors(keys) : 0;
        if (arm >= 0 && !split.Arms[arm].IsOwn && split.Arms[arm].TryHold() is { } held)
            return ValueTask.FromResult(BeginCandidate(held, name, split, arm, group));
        return name.Serving?.TryHold() is { } serving
            ? ValueTask.FromResult(Assign(host.Begin(serving, name, mayFallBack: true), split, arm, group, mirrors))
            : BeginSlowlyAsync(name.Endpoint.Name, split, arm, group, mirrors, cancellationToken);
    }

    /// <summary>Reads and runs a request that was begun under a split.</summary>
    /// <param name="begun">Not read yet. It is let go here, unless it is the one that is given back.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">The caller is gone.</param>
    /// <returns>The call that answered; the caller lets it go.</returns>
    public async ValueTask<InferCall> AnswerAsync(InferCall begun, ICallRequest request, CancellationToken cancellationToken)
    {
        var (control, candidate) = begun.Route.IsCandidate ? (null, begun) : (begun, (InferCall?)null);
        try
        {
            if (control is not null)
            {
                Read(request, control);
                candidate = control.Arm < 0 && control.Route.Served is { } split ? BeginByField(control, split) : null;
                if (candidate is null)
                {
                    await request.RunAsync(control, isAgain: false, cancellationToken);
                    return control;
                }
                // It is no request of its own unless it answers for the candidate.
                control.DoNotCount();
            }
            var attempt = await TryAsync(candidate!, request, cancellationToken);
            if (attempt.Failure is null)
            {
                control?.Dispose();
                return candidate!;
            }
            control = await StandInAsync(control, candidate!, attempt.Failure, request, cancellationToken);
            await request.RunAsync(control, attempt.HasAsked, cancellationToken);
            candidate!.Dispose();
            return control;
        }
        catch
        {
            candidate?.Dispose();
            control?.Dispose();
            throw;
        }
    }

    private static void Read(ICallRequest request, InferCall call)
    {
        request.Read(call);
        call.Check();
    }

    /// <summary>What kept a candidate from answering, where another may answer in its place; null when it answered.</summary>
    private static async ValueTask<(Exception? Failure, bool HasAsked)> TryAsync(InferCall candidate, ICallRequest request, CancellationToken cancellationToken)
    {
        try
        {
            Read(request, candidate);
        }
        catch (SakerException e) when (e.Kind == ErrorKind.InvalidInput)
        {
            return (e, false);
        }
        try
        {
            await request.RunAsync(candidate, isAgain: false, cancellationToken);
            return (null, true);
        }
        catch (Exception e) when (IsShieldable(candidate, e, cancellationToken))
        {
            return (e, true);
        }
    }

    // Not what the caller brought about: that it went away, has no time left, or is over a limit of its own.
    private static bool IsShieldable(InferCall candidate, Exception error, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested || error is OperationCanceledException || candidate.IsAnswered)
            return false;
        if (error is SakerException { Kind: ErrorKind.InvalidInput })
            return true;
        return candidate.IsRun && candidate.Split!.Shield && candidate.TimeLeft is not { Ticks: <= 0 };
    }

    /// <summary>The call to the version that the endpoint serves, read, in the place of a candidate's.</summary>
    private async ValueTask<InferCall> StandInAsync(InferCall? control, InferCall candidate, Exception failure, ICallRequest request, CancellationToken cancellationToken)
    {
        var isRead = control is not null;
        try
        {
            control ??= await host.BeginAsync(candidate.Endpoint, version: null, cancellationToken);
        }
        catch (SakerException e) when (e.Kind is ErrorKind.Unavailable or ErrorKind.NotFound)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
        candidate.Route = candidate.Route with { IsShielded = true };
        candidate.Route.Served!.Arms[candidate.Arm].Counter.CountShielded();
        try
        {
            control.StandInFor(candidate, $"{candidate.Split!.Arms[candidate.Arm].Name}: {FallbackFailures.Describe(failure)}");
            if (!isRead)
                Read(request, control);
            control.Timeout = candidate.TimeLeft ?? control.Timeout;
            return control;
        }
        catch when (!isRead)
        {
            control.Dispose();
            throw;
        }
    }

    private InferCall? BeginByField(InferCall control, ServedSplit split)
    {
        var (arm, group) = split.FindByField(control);
        if (!split.Arms[arm].IsOwn && split.Arms[arm].TryHold() is { } held && names.Find(control.Endpoint) is { } name)
        {
            var call = BeginCandidate(held, name, split, arm, group);
            // Its time is its own: what was read to find it would make every candidate slower than the control.
            call.RequestId = control.RequestId;
            return call;
        }
        Assign(control, split, arm, group, mirrors: 0);
        return null;
    }

    private InferCall BeginCandidate(LoadedModel held, ServedName name, ServedSplit split, int arm, int group)
    {
        var call = host.Begin(held, name, mayFallBack: true, source: null, isShielded: split.Split.Shield);
        call.Route = new CallRoute { Served = split, Arm = arm, Group = group, IsCandidate = true };
        split.Arms[arm].Counter.CountAssigned(isUnavailable: false);
        return call;
    }

    // Of an endpoint whose own version is being changed, the one before may still answer.
    private static InferCall Assign(InferCall call, ServedSplit split, int arm, int group, uint mirrors)
    {
        var isUnavailable = arm >= 0 && !split.Arms[arm].Is(call.Model);
        call.Route = new CallRoute { Served = split, Arm = arm, Group = group, IsUnavailable = isUnavailable, AskedInstead = isUnavailable ? NameOf(split, call.Model) : null, Mirrors = mirrors };
        if (arm >= 0)
            split.Arms[arm].Counter.CountAssigned(isUnavailable);
        return call;
    }

    private static string? NameOf(ServedSplit split, LoadedModel model)
    {
        foreach (var other in split.Arms)
            if (other.Is(model))
                return other.Arm.Name;
        return null;
    }

    private async ValueTask<InferCall> BeginSlowlyAsync(string endpoint, ServedSplit split, int arm, int group, uint mirrors, CancellationToken cancellationToken) =>
        Assign(await host.BeginAsync(endpoint, version: null, cancellationToken), split, arm, group, mirrors);
}
