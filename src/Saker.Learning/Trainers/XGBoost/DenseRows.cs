namespace Saker.Learning.Trainers.XGBoost;

/// <summary>How rows in memory are described to the engine: the array interface of NumPy, as JSON.</summary>
internal static class DenseRows
{
    public static unsafe string Describe(float* values, int rowCount, int columnCount) =>
        $$"""{"data":[{{(nint)values}},true],"shape":[{{rowCount}},{{columnCount}}],"typestr":"<f4","version":3}""";
}
