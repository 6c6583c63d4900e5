namespace Saker.Client;

/// <summary>The body of <c>GET /api/studies</c>: the newest first.</summary>
public sealed record StudyList(IReadOnlyList<StudyInfo> Studies);
