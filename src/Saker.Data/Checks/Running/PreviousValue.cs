namespace Saker.Data.Checks.Running;

/// <summary>The value of an expression in the nearest row before in which it is not NULL.</summary>
/// <param name="Name">What the SQL of the check calls it.</param>
/// <param name="Expression">Over the columns of the row.</param>
internal sealed record PreviousValue(string Name, string Expression);
