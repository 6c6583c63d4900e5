namespace Saker.OpenInference.Wire;

/// <summary>Bytes that are no protobuf message, or not the one that was expected.</summary>
public sealed class WireException(string message) : Exception(message);
