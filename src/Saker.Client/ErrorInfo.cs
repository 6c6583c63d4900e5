namespace Saker.Client;

/// <summary>One thing that is wrong with a request.</summary>
/// <param name="Row">The row at fault, counted from 0; null when it is not about one row.</param>
/// <param name="Field">The field, column or key at fault.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record ErrorInfo(long? Row, string Field, string Message);
