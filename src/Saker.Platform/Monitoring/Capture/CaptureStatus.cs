namespace Saker.Platform.Monitoring.Capture;

/// <summary>How capture keeps up in this process.</summary>
/// <param name="IsOn">Whether requests are captured.</param>
/// <param name="CapturedCount">Requests since the start that were given to the sinks.</param>
/// <param name="DroppedCount">Requests since the start that were not captured because memory was used up.</param>
/// <param name="Bytes">Memory for captured requests that are no block yet.</param>
/// <param name="Sinks">Each sink.</param>
public sealed record CaptureStatus(bool IsOn, long CapturedCount, long DroppedCount, long Bytes, IReadOnlyList<SinkStatus> Sinks);
