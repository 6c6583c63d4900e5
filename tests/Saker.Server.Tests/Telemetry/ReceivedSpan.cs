namespace Saker.Server.Tests.Telemetry;

/// <summary>A span as a collector got it.</summary>
internal sealed record ReceivedSpan(string TraceId, string SpanId, string ParentId, string Name, ulong Kind, ulong Start, ulong End, IReadOnlyDictionary<string, string> Attributes, ulong Status);
