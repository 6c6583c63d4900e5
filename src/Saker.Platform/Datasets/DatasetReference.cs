using System.Globalization;
using Saker.Data;

namespace Saker.Platform.Datasets;

/// <summary>A dataset version as people write it: <c>telco/3</c>, or <c>telco</c> for the newest.</summary>
/// <param name="Name">The dataset.</param>
/// <param name="Version">The version; null for the newest.</param>
public readonly record struct DatasetReference(string Name, int? Version)
{
    /// <exception cref="SakerException">It is no reference.</exception>
    public static DatasetReference Parse(string text) => text.Split('/') switch
    {
        [{ Length: > 0 } name] => new DatasetReference(name, null),
        [{ Length: > 0 } name, var number] when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0 => new DatasetReference(name, version),
        _ => throw new SakerException(ErrorKind.InvalidInput, $"'{text}' is no dataset version; write it as telco/3, or telco for the newest.", "dataset"),
    };

    public override string ToString() => Version is { } version ? string.Create(CultureInfo.InvariantCulture, $"{Name}/{version}") : Name;
}
