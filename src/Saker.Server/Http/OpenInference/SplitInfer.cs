using Saker.Platform.Identity;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Splits;
using Saker.Server.Http.Access;

namespace Saker.Server.Http.OpenInference;

/// <summary>An infer request to an endpoint with a split: what it says beside its tensors is kept for each version that it was read for.</summary>
internal sealed class SplitInfer(string model, ReadOnlyMemory<byte> body, int? jsonLength, InferLimits limits, AccessGrant grant) : ICallRequest, IDisposable
{
    private readonly List<(InferPlan Plan, InferRequest Request)> _read = [];

    /// <summary>What the request said to the version of a call that it was read for.</summary>
    public InferRequest Of(InferCall call) => _read.Last(one => one.Plan == InferPlan.Of(call.Model)).Request;

    public void Read(InferCall call)
    {
        var plan = InferPlan.Of(call.Model);
        var request = plan.Rent();
        _read.Add((plan, request));
        InferExchange.Read(body.Span, jsonLength, call, request, limits);
    }

    public ValueTask RunAsync(InferCall call, bool isAgain, CancellationToken cancellationToken) =>
        isAgain ? grant.RunAgainAsync(call, cancellationToken) : grant.RunAsync(model, call, cancellationToken);

    public void Dispose()
    {
        foreach (var (plan, request) in _read)
            plan.Return(request);
    }
}
