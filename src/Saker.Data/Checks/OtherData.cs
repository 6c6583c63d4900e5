namespace Saker.Data.Checks;

/// <summary>Other data that a check compares with: a file, or a dataset that the platform keeps.</summary>
public sealed record OtherData
{
    /// <summary>A data file; a relative path starts at the folder of the suite.</summary>
    public string? File { get; init; }

    /// <summary>The name of a dataset, <c>customers</c> for its latest version or <c>customers/3</c>.</summary>
    public string? Dataset { get; init; }

    public override string ToString() => File ?? $"dataset {Dataset}";

    internal static OtherData Create(Settings settings)
    {
        var other = new OtherData { File = settings.OptionalText("file"), Dataset = settings.OptionalText("dataset") };
        if (other.File is null == other.Dataset is null)
            settings.Report("file", "name the other data: 'file: customers.csv', or 'dataset: customers', one of the two.");
        return other;
    }
}
