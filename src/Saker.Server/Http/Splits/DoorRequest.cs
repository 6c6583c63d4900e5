using Saker.Platform.Identity;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Splits;
using Saker.Server.Http.Access;

namespace Saker.Server.Http.Splits;

/// <summary>A request that any version's call can be filled from, and that its caller's limits count once.</summary>
/// <param name="endpoint">As the caller named it.</param>
/// <param name="grant">Who asks.</param>
/// <param name="read">Fills a call.</param>
internal sealed class DoorRequest(string endpoint, AccessGrant grant, Action<InferCall> read) : ICallRequest
{
    public void Read(InferCall call) => read(call);

    public ValueTask RunAsync(InferCall call, bool isAgain, CancellationToken cancellationToken) =>
        isAgain ? grant.RunAgainAsync(call, cancellationToken) : grant.RunAsync(endpoint, call, cancellationToken);
}
