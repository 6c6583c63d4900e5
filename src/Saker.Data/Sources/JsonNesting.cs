namespace Saker.Data.Sources;

/// <summary>What becomes of an object inside a JSON record. Lists become texts of JSON in either case.</summary>
public enum JsonNesting
{
    /// <summary>A column for each of its values: <c>address.city</c>.</summary>
    Columns,

    /// <summary>One column with the JSON as text.</summary>
    Text,
}
