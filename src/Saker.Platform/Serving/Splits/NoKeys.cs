namespace Saker.Platform.Serving.Splits;

/// <summary>A request that nothing is known of: it falls to an arm for itself.</summary>
internal readonly struct NoKeys : ICallKeys
{
    public string RequestId => "";

    public string? FindHeader(string name) => null;
}
