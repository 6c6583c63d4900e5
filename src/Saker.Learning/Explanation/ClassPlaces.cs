using System.Globalization;
using Saker.Data;
using Saker.Learning.Models;

namespace Saker.Learning.Explanation;

/// <summary>Which of a model's classes or targets somebody means who names one.</summary>
public static class ClassPlaces
{
    /// <summary>The place of a class from 0, by its name or, where none is called so, by its number.</summary>
    /// <param name="signature">Of the model.</param>
    /// <param name="name">What was asked for; null for nothing.</param>
    /// <returns>Null where nothing was asked for.</returns>
    /// <exception cref="SakerException">There is no such class, or the model does not name its classes and this is no number.</exception>
    public static int? Find(Signature signature, string? name)
    {
        if (name is null)
            return null;
        var isNumber = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        if (ModelOutputs.ClassesOf(signature) is not { } classes)
            return isNumber ? number : throw new SakerException(ErrorKind.InvalidInput, $"The model does not say what its classes are called; give the number of one, from 0, instead of '{name}'.", "class");
        if (IndexOf(classes, name) is >= 0 and var place)
            return place;
        return isNumber && number < classes.Count ? number
            : throw new SakerException(ErrorKind.InvalidInput, $"'{name}' is none of the model's classes, which are: {string.Join(", ", classes)}.", "class");
    }

    /// <summary>-1 where there is none.</summary>
    internal static int IndexOf(IReadOnlyList<string> classes, string? name)
    {
        for (var place = 0; place < classes.Count; place++)
            if (classes[place] == name)
                return place;
        return -1;
    }
}
