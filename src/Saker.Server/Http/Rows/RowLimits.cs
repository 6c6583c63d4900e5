namespace Saker.Server.Http.Rows;

/// <summary>How much of a predict request is accepted, and how much of what is wrong with it is told.</summary>
internal readonly record struct RowLimits(int MaxRows, int MaxErrors);
