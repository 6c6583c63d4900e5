namespace Saker.Benchmarks.Neural;

/// <summary>What <c>peers/neural.py</c> prints.</summary>
internal sealed record StepsAnswer(double StepsPerSecond);
