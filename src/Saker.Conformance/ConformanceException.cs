namespace Saker.Conformance;

/// <summary>Nothing could be checked: the server cannot be reached, the options are wrong, or no model was found to ask.</summary>
public sealed class ConformanceException(string message, Exception? inner = null) : Exception(message, inner);
