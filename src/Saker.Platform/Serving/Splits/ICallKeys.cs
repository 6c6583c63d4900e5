namespace Saker.Platform.Serving.Splits;

/// <summary>What is known of a request before its body is read: enough to tell which arm of a split answers it. Asked only where an endpoint has a split.</summary>
public interface ICallKeys
{
    /// <summary>Its id: the caller's own, or the one it was given; empty for none.</summary>
    string RequestId { get; }

    /// <summary>A header of HTTP or the metadata of gRPC; null or empty when it did not come.</summary>
    /// <param name="name">In small letters.</param>
    string? FindHeader(string name);
}
