namespace Saker.Benchmarks.Neural;

/// <summary>What <c>peers/neural.py</c> is asked: a rate, or with no threads the model itself.</summary>
internal sealed record StepsQuestion(string Folder, string Name, int Threads, double Seconds);
