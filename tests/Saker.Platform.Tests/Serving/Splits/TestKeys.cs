using Saker.Platform.Serving.Splits;

namespace Saker.Platform.Tests.Serving.Splits;

/// <summary>A request with one header, or none.</summary>
internal readonly record struct TestKeys(string? Header, string RequestId = "") : ICallKeys
{
    public string? FindHeader(string name) => name == "x-user" ? Header : null;
}
