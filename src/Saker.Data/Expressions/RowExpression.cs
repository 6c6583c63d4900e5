namespace Saker.Data.Expressions;

/// <summary>A SQL expression over the columns of one row.</summary>
/// <param name="Name">What it computes; named in problems.</param>
/// <param name="Sql">Such as <c>CASE WHEN tenure &lt; 6 THEN 0.6 ELSE 0.2 END</c>.</param>
/// <param name="Type">The type that its values shall have.</param>
public sealed record RowExpression(string Name, string Sql, ScalarType Type);
