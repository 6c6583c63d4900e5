namespace Saker.Benchmarks;

/// <summary>Something that a comparison needs is missing or failed.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);
