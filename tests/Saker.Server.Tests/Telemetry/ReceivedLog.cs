namespace Saker.Server.Tests.Telemetry;

/// <summary>A line of the log as a collector got it.</summary>
internal sealed record ReceivedLog(string Body, string TraceId, IReadOnlyDictionary<string, string> Attributes);
