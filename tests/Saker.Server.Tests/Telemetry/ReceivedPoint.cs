namespace Saker.Server.Tests.Telemetry;

/// <summary>A point of a metric as a collector got it; of a histogram the value is its count.</summary>
internal sealed record ReceivedPoint(string Kind, string Unit, ulong Temporality, ulong IsMonotonic, ulong Start, ulong At, double Value, ulong[] Counts, double[] Bounds, string[] Traces);
