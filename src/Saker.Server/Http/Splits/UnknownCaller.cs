using Saker.Platform.Serving;

namespace Saker.Server.Http.Splits;

/// <summary>A request that only its id is known of.</summary>
internal readonly struct UnknownCaller(string id) : ISplitCaller
{
    public string RequestId => id;

    public string? FindHeader(string name) => null;

    public void Answered(InferCall call)
    {
    }
}
