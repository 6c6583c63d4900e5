namespace Saker.Conformance;

/// <summary>A check cannot be asked of this server or model; the message says why.</summary>
internal sealed class CheckSkippedException(string reason) : Exception(reason);
