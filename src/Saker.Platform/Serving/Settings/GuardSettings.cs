namespace Saker.Platform.Serving.Settings;

/// <summary>What an endpoint does with inputs that its model was not made for, by the kind of fault.</summary>
public sealed record GuardSettings
{
    /// <summary>An input that the request does not have. Otherwise than by rejecting it counts as missing in every row.</summary>
    public GuardPolicy MissingInput { get; init; } = GuardPolicy.Reject;

    /// <summary>An input that the model does not take. Otherwise than by rejecting it is ignored.</summary>
    public GuardPolicy ExtraInput { get; init; } = GuardPolicy.Allow;

    /// <summary>A value of another type. Otherwise than by rejecting it is converted, if nothing is lost by that; else it is refused.</summary>
    public GuardPolicy WrongType { get; init; } = GuardPolicy.Reject;

    /// <summary>A tensor of another shape. Otherwise than by rejecting it is reshaped, if it has as many elements; else it is refused.</summary>
    public GuardPolicy WrongShape { get; init; } = GuardPolicy.Reject;

    /// <summary>A missing value (null, NaN, or the empty text) where training saw none. There is nothing to clip it to: the model gets it as missing.</summary>
    public GuardPolicy MissingValue { get; init; } = GuardPolicy.Reject;

    /// <summary>An infinite number. Clipped, it becomes the nearest bound of what training saw, or missing where no bounds are known.</summary>
    public GuardPolicy NotFinite { get; init; } = GuardPolicy.Reject;

    /// <summary>A number outside what training saw. Clipped, it becomes the nearest bound.</summary>
    public GuardPolicy OutOfRange { get; init; } = GuardPolicy.Allow;

    /// <summary>A text that training did not see. Clipped, it becomes missing.</summary>
    public GuardPolicy UnseenCategory { get; init; } = GuardPolicy.Reject;

    /// <summary>The most warnings that one answer carries, from 0 to 10,000; a further one says that there are more.</summary>
    public int MaxWarnings { get; init; } = 20;
}
