namespace Saker.Platform.Monitoring.Log;

/// <summary>Some requests that can be read, of a journal or a segment.</summary>
/// <param name="Journal">The journal they were written to, whether or not it is sealed: with a request's number in it, a place that stays.</param>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Group">What is known without reading them.</param>
/// <param name="Segment">Where they are read from; null when <paramref name="Waiting"/> reads them.</param>
/// <param name="Waiting">Reads them while they wait to be sealed, until the listing that gave the group ends; they may be none, when all were erased.</param>
internal sealed record LogGroup(string Journal, string Endpoint, SegmentGroup Group, SegmentRow? Segment, Func<LogBlock>? Waiting);
