namespace Saker.Platform.Serving.Explaining;

/// <summary>A row whose class a network tells rightly, and wrongly when the row is moved a little.</summary>
/// <param name="Row">The row, from 0.</param>
/// <param name="Class">Its true class.</param>
/// <param name="Misled">The class that is told of it when it is moved.</param>
/// <param name="Values">The elements as moved, input by input in the order of the model.</param>
public sealed record MisledRow(int Row, int Class, int Misled, IReadOnlyList<float> Values);
