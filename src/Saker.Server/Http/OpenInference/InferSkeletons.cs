using Saker.Platform.Serving;

namespace Saker.Server.Http.OpenInference;

/// <summary>The skeletons of recent requests to one version: clients are few kinds of programs. Thread-safe.</summary>
internal sealed class InferSkeletons
{
    private const int MaxKept = 4;
    private const int MaxBytes = 16 << 10;

    // Of requests that fit no skeleton one in so many is made one, so that what never repeats costs little.
    private const int LearnEvery = 16;

    private readonly InferSkeleton?[] _kept = new InferSkeleton?[MaxKept];
    private int _missed = -1;
    private int _next;

    /// <summary>Fills the inputs if the request has the words of a former one and its values are right; else it leaves everything as it was.</summary>
    public bool TryRead(ReadOnlySpan<byte> json, InferPlan plan, InferCall call, InferRequest request)
    {
        foreach (var skeleton in _kept)
        {
            if (skeleton is null)
                break;
            if (skeleton.TryRead(json, plan, call, request))
                return true;
            request.Clear();
            call.Report.Clear();
            foreach (var input in call.Inputs)
                input.Clear();
        }
        return false;
    }

    /// <summary>Whether to make a skeleton of a request that fits none.</summary>
    public bool ShouldLearn(int length) => length <= MaxBytes && Interlocked.Increment(ref _missed) % LearnEvery == 0;

    public void Learn(InferSkeleton skeleton) => Volatile.Write(ref _kept[(uint)(Interlocked.Increment(ref _next) - 1) % MaxKept], skeleton);
}
