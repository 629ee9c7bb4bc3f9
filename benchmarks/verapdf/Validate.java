// Runs veraPDF's own engine where there is only its library and not its program: java -cp JARS Validate.java ua1,3u FILE…

import java.io.File;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public class Validate {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (int n = 1; n < arguments.length; n++) {
            for (String name : arguments[0].split(",")) {
                validate(new File(arguments[n]), PDFAFlavour.fromString(name));
            }
        }
    }

    static void validate(File file, PDFAFlavour flavour) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour)) {
            ValidationResult result = Foundries.defaultInstance().createValidator(flavour, false).validate(parser);
            Map<String, Integer> failed = new TreeMap<>();
            for (TestAssertion one : result.getTestAssertions()) {
                if (one.getStatus() == TestAssertion.Status.FAILED) {
                    failed.merge(one.getRuleId().getClause() + " " + one.getMessage(), 1, Integer::sum);
                }
            }
            System.out.printf("%s %s %d checks %s%n", file, result.isCompliant() ? "conforms" : "FAILS",
                result.getTotalAssertions(), failed.isEmpty() ? "" : failed);
        }
    }
}
