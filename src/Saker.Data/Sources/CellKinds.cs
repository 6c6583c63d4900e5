namespace Saker.Data.Sources;

/// <summary>What the values of a column were in a source that tells numbers from texts.</summary>
[Flags]
internal enum CellKinds
{
    None = 0,
    Boolean = 1,
    Integer = 2,
    Number = 4,
    Text = 8,
    Date = 16,
    Timestamp = 32,
}
