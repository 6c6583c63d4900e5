namespace Saker.Client;

/// <summary>What an endpoint does with inputs that its model was not made for: <c>allow</c>, <c>warn</c>, <c>clip</c> or <c>reject</c>, by the kind of fault.</summary>
public sealed record GuardSettingsInfo
{
    /// <summary>An input that the request does not have.</summary>
    public string? MissingInput { get; init; }

    /// <summary>An input that the model does not take.</summary>
    public string? ExtraInput { get; init; }

    /// <summary>A value of another type.</summary>
    public string? WrongType { get; init; }

    /// <summary>A tensor of another shape.</summary>
    public string? WrongShape { get; init; }

    /// <summary>A missing value where training saw none.</summary>
    public string? MissingValue { get; init; }

    /// <summary>An infinite number.</summary>
    public string? NotFinite { get; init; }

    /// <summary>A number outside what training saw.</summary>
    public string? OutOfRange { get; init; }

    /// <summary>A text that training did not see.</summary>
    public string? UnseenCategory { get; init; }

    /// <summary>The most warnings that one answer carries, from 0 to 10,000.</summary>
    public int? MaxWarnings { get; init; }
}
