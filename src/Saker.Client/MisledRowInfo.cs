namespace Saker.Client;

/// <summary>A row whose class a network tells rightly, and wrongly when the row is moved a little: its true class, the one told of it then, and its elements as moved.</summary>
public sealed record MisledRowInfo(int Row, int Class, int Misled, IReadOnlyList<float> Values);
